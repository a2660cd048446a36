"""The look of a form that a module of JavaScript draws.

Under the mouse, the button that sends takes a little of the colour of the page's text: it is darker on a light page and
lighter on a dark one, so what stands on it can be read on both.
"""

FORM_STYLE = """
.kz-form{border:1px solid var(--jp-border-color1,#bdbdbd);border-radius:4px;background:var(--jp-layout-color1,transparent);
padding:.6rem .8rem;max-width:44rem;overflow:visible}
.kz [hidden]{display:none!important}
.kz-form>.kz{max-width:none;margin:0}
.kz-form h3.kz-title{margin:0 0 .4rem}
.kz .kz-whole{white-space:nowrap}
.kz .kz-field{margin:.15rem 0;max-width:26rem}
.kz fieldset.kz-field{max-width:none}
.kz fieldset.kz-top{border-top:1px solid var(--jp-border-color2,#e0e0e0);padding-top:.35rem;margin-top:.2rem}
.kz .kz-field>.kz-label{display:flex;justify-content:space-between;gap:.8rem;unicode-bidi:plaintext;text-align:start}
.kz .kz-label label,.kz legend{unicode-bidi:plaintext}
.kz fieldset.kz-field>legend{display:flex;justify-content:space-between;gap:.8rem;width:100%;float:none}
.kz fieldset.kz-top>legend{font-weight:600;padding-top:.35rem}
.kz .kz-label code,.kz legend code{color:var(--jp-ui-font-color2,inherit);font-size:.92em;font-weight:400}
.kz-form input:not([type=checkbox]):not([type=file]),.kz-form select{display:block;width:100%;margin:0;padding:.15rem .4rem;
font:inherit;color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color1,transparent);min-height:28px;height:auto;
border:1px solid var(--jp-border-color0,#757575);border-radius:0;color-scheme:inherit;unicode-bidi:plaintext;text-align:start}
.kz-form textarea{display:block;width:100%;margin:0;padding:.15rem .4rem;box-sizing:border-box;resize:vertical;
font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,.92em);line-height:1.35;max-height:24rem;
color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color1,transparent);
border:1px solid var(--jp-border-color0,#757575);border-radius:0;color-scheme:inherit;unicode-bidi:plaintext;text-align:start}
.kz .kz-field:has(>textarea){max-width:none}
.kz-form .kz-request pre{max-height:34rem}
.kz-form .kz-off>.kz-label label{color:var(--jp-ui-font-color2,inherit);font-style:italic}
.kz-form .kz-off>input:not([type=checkbox]):not([type=file]){border-style:dashed}
.kz-form [aria-invalid=true]{border-color:var(--jp-error-color1,currentcolor)!important}
.kz-form input::placeholder{color:var(--jp-ui-font-color2,inherit);opacity:1;font-style:italic}
.kz-form option{color:var(--jp-ui-font-color1,fieldtext);background:var(--jp-layout-color1,field)}
.kz-form input:focus-visible,.kz-form textarea:focus-visible,.kz-form select:focus-visible,.kz-form button:focus-visible{
outline:2px solid var(--jp-brand-color1,#1976d2);outline-offset:1px}
.kz-form .kz-help:empty,.kz-form .kz-problem:empty,.kz-form .kz-note:empty{display:none}
.kz-form .kz-parts{display:flex;flex-flow:row wrap;gap:.2rem .8rem;align-items:flex-end}
.kz-form .kz-parts>*{flex:1 1 9rem;min-width:0}
.kz-form .kz-parts>.kz-field:has(>select){flex:1 1 max-content}
.kz-form .kz-parts>.kz-tick{flex:0 0 auto;padding-bottom:.25rem}
.kz-form .kz-parts>fieldset{flex:1 0 100%}
.kz-form .kz-tick label{display:flex;gap:.4rem;align-items:center;min-height:max(1.7em,24px)}
.kz-form .kz-tick code{color:var(--jp-ui-font-color2,inherit);font-size:.92em}
.kz input[type=checkbox]{font:inherit;width:1em;height:1em;flex:none}
.kz-form .kz-ticks{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.1rem .6rem}
.kz-form .kz-rows{list-style:none;margin:0;padding:0}
.kz-form .kz-row{display:flex;flex-flow:row wrap;align-items:flex-end;gap:.2rem .6rem;padding:.1rem 0}
.kz-form .kz-row>.kz-field{flex:1 1 11rem;max-width:none}
.kz-form .kz-row-boxed{border:1px solid var(--jp-border-color2,#e0e0e0);border-radius:4px;padding:.3rem .6rem;margin:.15rem 0}
.kz-form .kz-row-boxed>.kz-field{flex:1 0 100%}
.kz-form .kz-row-boxed>fieldset>legend{font-weight:600}
.kz-form .kz-row-buttons{display:flex;gap:.2rem;padding-bottom:.25rem}
.kz-form .kz-file{overflow-wrap:anywhere;unicode-bidi:plaintext}
.kz-form .kz-main{color:var(--jp-ui-inverse-font-color1,#fff);background:var(--jp-brand-color1,#1976d2);
border-color:var(--jp-brand-color1,#1976d2)}
.kz-form .kz-main:hover{background:color-mix(in srgb,var(--jp-brand-color1,#1976d2) 85%,var(--jp-ui-font-color0,#000))}
.kz-form .kz-press[aria-disabled=true],.kz-form .kz-press:disabled{opacity:.6;cursor:default}
.kz-form .kz-small{min-height:24px;padding:.05rem .5rem;line-height:1.5}
.kz-form .kz-plain{font:inherit;color:var(--jp-ui-font-color1,inherit);background:none;border:0;padding:.15rem 0;min-height:28px;
cursor:pointer;text-align:start}
.kz-form .kz-link{font:inherit;color:var(--jp-content-link-color,inherit);background:none;border:0;padding:.15rem .3rem;
min-height:28px;cursor:pointer;text-decoration:underline}
.kz .kz-actions{display:flex;flex-flow:row wrap;gap:.2rem .8rem;align-items:center;margin:.3rem 0}
.kz-form .kz-actions .kz-press{min-width:7.5rem}
.kz-form .kz-folds>div{display:contents}
.kz-form .kz-progress{display:flex;gap:.6rem;align-items:center;flex-wrap:wrap}
.kz-form .kz-field>input:disabled{background:var(--jp-layout-color2,#80808026);cursor:default}
.kz-form .kz-step{margin-top:.5rem}
.kz-form .kz-step-waits{color:var(--jp-ui-font-color2,inherit)}
.kz-form .kz-step h4.kz-title{margin:0 0 .1rem}
.kz-form progress{flex:1 1 10rem}
.kz-form .kz-part+.kz-part{border-top:1px solid var(--jp-border-color2,#e0e0e0);margin-top:.8rem;padding-top:.6rem}
.kz .kz-grid th,.kz .kz-grid td{padding:0 .5rem 0 0;vertical-align:middle}
.kz .kz-grid tbody th{font-weight:400}
.kz .kz-grid tbody tr:hover{background:var(--jp-layout-color2,#80808026)}
.kz .kz-grid label{display:flex;align-items:center;min-height:24px;min-width:2.5rem}
.kz .kz-grid input{margin:0}
.kz .kz-table+.kz-buttons{margin:.2rem 0 .5rem}
@media (pointer:coarse){
.kz .kz-press,.kz .kz-plain,.kz .kz-link,.kz .kz-tick label,.kz label.kz-tick,.kz .kz-grid label,
.kz input:not([type=checkbox]):not([type=file]),.kz select{min-height:44px!important;min-width:44px!important}
.kz summary{padding:.8rem 0}
}
"""
