"""What a form says if the text that was typed before its cell ran again was kept. A button brings back what the cell says."""

KEPT = "Your text from before."
