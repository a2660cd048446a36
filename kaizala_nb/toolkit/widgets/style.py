"""The look of forms and boxes.

Colours are JupyterLab's own variables, so they follow its light, dark and high-contrast themes. Where a page has no such variables,
text has the page's own colour, and no background. A form and a box stand side by side if the page is wide enough, else one below
the other.
"""

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.form_style import FORM_STYLE

_PAIR = """
.kz-pair{display:flex;flex-flow:row wrap;gap:.6rem;align-items:flex-start;width:100%;overflow:visible}
.kz-pair>.kz-form{flex:1 1 24.8rem;min-width:min(24.8rem,100%);width:auto}
.kz-pair>.kz-side{flex:1 1 14rem;max-width:17rem;min-width:14rem;width:auto}
"""

_CSS = """
.kz-form{border:1px solid var(--jp-border-color1,#bdbdbd);border-radius:4px;background:var(--jp-layout-color1,transparent);
padding:.6rem .8rem;max-width:44rem;overflow:visible}
.kz-side{max-width:28rem}
.kz-form .widget-select,.kz-form .widget-text,.kz-form .widget-dropdown,.kz-form .widget-password{
display:flex;flex-direction:column;align-items:stretch;
width:100%;max-width:26rem;height:auto;margin:.1rem 0}
.kz-form .widget-label{width:auto;text-align:left;flex:none;height:auto;line-height:1.5;color:var(--jp-ui-font-color1,inherit);
white-space:normal}
.kz-form .widget-label code{color:var(--jp-ui-font-color2,inherit);font-size:.92em;float:right;background:none}
.kz-form input[type=text],.kz-form input[type=password]{width:100%;color:var(--jp-ui-font-color1,inherit);
background:var(--jp-layout-color1,transparent);border:1px solid var(--jp-border-color0,#757575)}
.kz-form input[type=text],.kz-form select,.kz-form .widget-label,.kz-form .jupyter-button,.kz-form .kz-file{unicode-bidi:plaintext;
text-align:start}
.kz-form .jupyter-button{text-align:center}
.kz-form .widget-dropdown>select{flex:none;width:100%;height:auto;min-height:var(--jp-widgets-inline-height,28px);appearance:auto;
color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color1,transparent);
border:1px solid var(--jp-border-color0,#757575)}
.kz-form input::placeholder{color:var(--jp-ui-font-color2,inherit);opacity:1;font-style:italic}
.kz-form option{color:var(--jp-ui-font-color1,fieldtext);background:var(--jp-layout-color1,field)}
.kz-form input:focus-visible,.kz-form button:focus-visible,.kz-form select:focus-visible{
outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:1px}
.kz-form .widget-html,.kz-form .widget-html-content,.kz-side .widget-html-content{height:auto;line-height:1.45;width:100%;margin:0}
.kz-form .jupyter-button{width:auto;min-width:6rem;height:auto;padding:.15rem .9rem;line-height:1.6;align-self:flex-start;
box-shadow:inset 0 0 0 1px var(--jp-layout-color2,currentcolor)}
.kz-form .jupyter-button.mod-primary{box-shadow:inset 0 0 0 1px var(--jp-brand-color1,currentcolor)}
.kz-form .jupyter-button.kz-plain{background:none;border:0;box-shadow:none;min-width:0;padding:.15rem 0;margin-left:0;
text-align:left;color:var(--jp-ui-font-color1,inherit)}
.kz-form .jupyter-button.kz-link{background:none;border:0;box-shadow:none;min-width:0;text-decoration:underline;
color:var(--jp-content-link-color,inherit)}
.kz-form .widget-hbox{flex-wrap:wrap;align-items:center;gap:.2rem .8rem;overflow:visible}
.kz-form .widget-vbox{overflow:visible;gap:.15rem}
.kz-form .kz-waits .kz{color:var(--jp-ui-font-color2,inherit)}
.kz-form .kz-whole{white-space:nowrap}
.kz-side .kz{margin-top:0}
.kz-form .kz-step{margin-top:.5rem}
.kz-form .kz{max-width:none}
"""

_SAID = """
.kz-help{font-size:.95em;color:var(--jp-ui-font-color2,inherit);margin:0 0 .35rem}
.kz-problem{color:color-mix(in srgb,var(--jp-error-color1,currentcolor) 80%,var(--jp-ui-font-color1,currentcolor));
font-weight:600;margin:0 0 .35rem}
"""

_FIELDS = """
.kz-form .widget-hbox>.widget-html{width:auto}
.kz-form .kz-unseen,.kz-form .kz-row-line>.widget-text>.widget-label,.kz-form .kz-answer>.widget-text>.widget-label,
.kz-form .kz-answer>.widget-dropdown>.widget-label{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}
.kz-form .kz-label{display:flex;justify-content:space-between;gap:.8rem;max-width:26rem;color:var(--jp-ui-font-color1,inherit)}
.kz-form .kz-label code{color:var(--jp-ui-font-color2,inherit);font-size:.92em}
.kz-form .kz-many{border-top:1px solid var(--jp-border-color2,#e0e0e0);padding-top:.35rem;margin-top:.2rem}
.kz-form .kz-many .kz-label{max-width:none;font-weight:600}
.kz-form .kz-many .kz-label code{font-weight:400}
.kz-form .widget-datetimepicker,.kz-form .widget-checkbox{width:auto;height:auto;margin:.1rem 0}
.kz-form .widget-datetimepicker{display:flex;flex-direction:column;align-items:stretch;max-width:26rem}
.kz-form .widget-datetimepicker input{width:100%;font:inherit;color:var(--jp-ui-font-color1,inherit);
background:var(--jp-layout-color1,transparent);
border:1px solid var(--jp-border-color0,#757575);color-scheme:inherit;min-height:var(--jp-widgets-inline-height,28px)}
.kz-form .widget-checkbox .widget-label-basic{display:flex;align-items:center;gap:.4rem;white-space:normal;height:auto}
.kz-form .kz-ticks{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.1rem .6rem}
.kz-form .kz-parts{align-items:flex-end}
.kz-form .kz-parts>*{flex:1 1 9rem;min-width:0;width:auto}
.kz-form .kz-parts>.widget-checkbox{flex:0 0 auto;padding-bottom:.25rem}
.kz-form .kz-row{padding:.1rem 0}
.kz-form .kz-row-boxed{border:1px solid var(--jp-border-color2,#e0e0e0);border-radius:4px;padding:.3rem .6rem;margin:.15rem 0}
.kz-form .kz-row-line{flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.2rem .6rem}
.kz-form .kz-row-line>.widget-text{flex:1 1 11rem;width:auto;min-width:0}
.kz-form .kz-row-line>.kz-file{flex:1 1 11rem;width:auto;overflow-wrap:anywhere}
.kz-form .kz-number{width:auto;flex:none}
.kz-form .kz-row-boxed .kz-number{font-weight:600}
.kz-form .kz-row-boxed .kz-row .kz-number{font-weight:400}
.kz-form .kz-number .kz{margin:0}
.kz-form .kz-row-buttons{flex:none;flex-wrap:nowrap;gap:.2rem;width:auto}
.kz-form .jupyter-button.kz-small{min-width:0;padding:.05rem .5rem;margin:0;line-height:1.5}
.kz-form .kz-rows>.jupyter-button.kz-small{align-self:flex-start;margin:.15rem 0}
.kz-form .widget-upload{align-self:flex-start;margin:.15rem 0}
.kz-progress{display:flex;gap:.6rem;align-items:center;flex-wrap:wrap}
.kz-progress progress{flex:1 1 10rem;accent-color:var(--jp-brand-color1,#1976d2)}
"""

_PAGE_WIDGETS = """
.kz-side{max-width:28rem}
.kz-side>.kz{margin-top:0}
.kz h3.kz-title,.kz h4.kz-title{font-size:inherit;line-height:inherit;color:inherit}
.kz .kz-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kz [role=log]:focus{outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:2px}
.kz fieldset{min-width:0;margin:0;padding:0;border:0}
.kz fieldset.kz-card{margin-top:.4rem;padding:.4rem .8rem .5rem;border:1px solid var(--jp-border-color1,#bdbdbd);border-radius:4px;
background:var(--jp-layout-color1,transparent)}
.kz legend{padding:0;color:inherit;font-size:inherit;width:auto;border:0;float:left;unicode-bidi:plaintext;overflow-wrap:anywhere}
.kz legend+*{clear:both}
.kz .kz-question{margin:.1rem 0 .4rem}
.kz .kz-question label,.kz .kz-press{unicode-bidi:plaintext;text-align:start;overflow-wrap:anywhere}
.kz .kz-question>label,.kz .kz-question .kz-help{display:block;font-weight:400;margin:0}
.kz .kz-question .kz-tick{display:flex;gap:.4rem;align-items:center;min-height:1.7em}
.kz .kz-question input:not([type=checkbox]),.kz .kz-question select{display:block;width:100%;max-width:26rem;margin:0;
padding:.15rem .4rem;font:inherit;min-height:28px;color:var(--jp-ui-font-color1,inherit);
background:var(--jp-layout-color1,transparent);
border:1px solid var(--jp-border-color0,#757575);border-radius:0;color-scheme:inherit;unicode-bidi:plaintext}
.kz .kz-question input::placeholder{color:var(--jp-ui-font-color2,inherit);opacity:1;font-style:italic}
.kz .kz-question option{color:var(--jp-ui-font-color1,fieldtext);background:var(--jp-layout-color1,field)}
.kz .kz-buttons{display:flex;flex-flow:row wrap;gap:.3rem .5rem}
.kz .kz-press{font:inherit;line-height:1.6;min-height:28px;padding:.1rem .9rem;cursor:pointer;border-radius:3px;
text-align:center;color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color2,transparent);
border:1px solid var(--jp-border-color0,#757575)}
.kz .kz-press:hover{background:var(--jp-layout-color3,transparent)}
.kz .kz-question input:focus-visible,.kz .kz-question select:focus-visible,.kz .kz-press:focus-visible{
outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:1px}
.kz .kz-card>p{margin:.3rem 0 0}
.kz .kz-card>p:empty{display:none}
"""

SHEET = faces.STYLE + _PAIR + _PAGE_WIDGETS + _SAID + FORM_STYLE
"""The style sheet of the widgets that modules of JavaScript draw."""


def sheet() -> widgets.HTML:
    """The style sheet: a widget that is put into a form or a box."""
    return widgets.HTML(
        f"<style>{faces.STYLE}{_PAIR}{_SAID}{_CSS}{_FIELDS}</style>",
        layout=widgets.Layout(display="none"),  # a style sheet applies from there too, and takes no room
    )


def html(*parts: str) -> str:
    """Parts of HTML, in the look that everything here has."""
    return faces.part(*parts)
