"""The look of forms and boxes.

Colours are JupyterLab's own variables, so they follow its light, dark and high-contrast themes. Where a page has no such variables,
text has the page's own colour, and no background. A form and a box stand side by side if the page is wide enough, else one below
the other.
"""

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.form_style import FORM_STYLE

PAIR = """
.kz-pair{display:flex;flex-flow:row wrap;gap:.6rem;align-items:flex-start;width:100%;overflow:visible}
.kz-pair>.kz-form{flex:1 1 24.8rem;min-width:min(24.8rem,100%);width:auto}
.kz-pair>.kz-still-box{flex:1 1 20rem;min-width:min(20rem,100%);max-width:44rem;width:auto;overflow:auto}
.kz-still-box table.dataframe{border:0}
.kz-pair>.kz-side{flex:1 1 14rem;max-width:17rem;min-width:14rem;width:auto}
"""

_SAID = """
.kz-help{font-size:.95em;color:var(--jp-ui-font-color2,inherit);margin:0 0 .35rem}
.kz-problem{color:color-mix(in srgb,var(--jp-error-color1,currentcolor) 80%,var(--jp-ui-font-color1,currentcolor));
font-weight:600;margin:0 0 .35rem}
"""

_PAGE_WIDGETS = """
.kz-side{max-width:28rem}
.kz-side>.kz{margin-top:0}
.kz h3.kz-title,.kz h4.kz-title{font-size:inherit;line-height:inherit;color:inherit}
.kz .kz-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kz [role=log]:focus{outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:2px}
.kz fieldset{min-width:0;margin:0;padding:0;border:0}
.kz legend{padding:0;color:inherit;font-size:inherit;width:auto;border:0;float:left;unicode-bidi:plaintext;overflow-wrap:anywhere}
.kz legend+*{clear:both}
.kz .kz-question{margin:.1rem 0 .4rem}
.kz .kz-question label,.kz .kz-press{unicode-bidi:plaintext;text-align:start;overflow-wrap:anywhere}
.kz .kz-question>label,.kz .kz-question .kz-help{display:block;font-weight:400;margin:0}
.kz .kz-question .kz-tick{display:flex;gap:.4rem;align-items:center;min-height:max(1.7em,24px)}
.kz .kz-question input:not([type=checkbox]):not([type=radio]){display:block;width:100%;max-width:26rem;margin:0;
padding:.15rem .4rem;font:inherit;min-height:28px;color:var(--jp-ui-font-color1,inherit);
background:var(--jp-layout-color1,transparent);
border:1px solid var(--jp-border-color0,#757575);border-radius:0;color-scheme:inherit;unicode-bidi:plaintext}
.kz .kz-question input::placeholder{color:var(--jp-ui-font-color2,inherit);opacity:1;font-style:italic}
.kz .kz-buttons{display:flex;flex-flow:row wrap;gap:.3rem .5rem}
.kz .kz-press{font:inherit;line-height:1.6;min-height:28px;padding:.1rem .9rem;cursor:pointer;border-radius:3px;
text-align:center;color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color2,transparent);
border:1px solid var(--jp-border-color0,#757575)}
.kz .kz-press:hover{background:var(--jp-layout-color3,transparent)}
.kz .kz-question input:focus-visible,.kz .kz-press:focus-visible{
outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:1px}
"""

SHEET = faces.STYLE + PAIR + _PAGE_WIDGETS + _SAID + FORM_STYLE
"""The style sheet of the widgets that modules of JavaScript draw."""
