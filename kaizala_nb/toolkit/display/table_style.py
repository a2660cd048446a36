"""The look of a table of data. Its texts stay in one line where there is room, and it scrolls where there is none.

The bars of what scrolls, a long text too, are seen at all times: many systems show theirs only while it moves.
"""

TABLE_STYLE = """
.kz:has(>.kz-data,>details>.kz-data){max-width:none}
.kz:has(>.kz-data,>details>.kz-data)>*{max-width:44rem}
.kz>details:has(>.kz-data){max-width:none!important}
.kz .kz-data{max-width:100%!important;width:fit-content}
.kz .kz-data+.kz-note{margin-top:.4rem}
.kz .kz-data tr>th,.kz .kz-data tr>td{white-space:nowrap;max-width:none;vertical-align:baseline!important;
padding:.15rem 1rem .15rem 0;line-height:1.25rem}
.kz .kz-data tr>th:last-child,.kz .kz-data tr>td:last-child{padding-right:.2rem}
.kz .kz-data tbody tr{background:none}
.kz .kz-data tbody th,.kz .kz-data tbody td{border-bottom:1px solid var(--jp-border-color2,#80808040)}
.kz .kz-data tbody tr:hover{background:var(--jp-layout-color2,#80808026)}
.kz .kz-data tbody th{font-weight:600}
.kz .kz-data .kz-right{text-align:end!important;font-variant-numeric:tabular-nums}
.kz .kz-data tr>.kz-long{white-space:normal;min-width:10rem;max-width:30rem}
.kz .kz-data tbody .kz-nr{font-weight:400;font-size:.85em;color:var(--jp-ui-font-color2,inherit);text-align:end!important}
.kz .kz-data tbody tr:hover .kz-nr{color:inherit}
.kz .kz-data td code,.kz .kz-data th code{padding:0;background:none;font-size:.95em;line-height:inherit;white-space:nowrap}
.kz .kz-data .kz-id{user-select:all;-webkit-user-select:all}
.kz .kz-id span{font-size:0;line-height:0}
.kz .kz-id span::before{content:"…";content:"…" / "";font-size:var(--jp-code-font-size,13px)}
.kz .kz-table>div{outline:0}
.kz .kz-table::-webkit-scrollbar,.kz pre::-webkit-scrollbar{height:10px;width:10px}
.kz .kz-table::-webkit-scrollbar-track,
.kz pre::-webkit-scrollbar-track{background:var(--jp-layout-color2,#80808026);border-radius:5px}
.kz .kz-table::-webkit-scrollbar-thumb,
.kz pre::-webkit-scrollbar-thumb{background:var(--jp-ui-font-color2,#757575);border-radius:5px}
@media (forced-colors:active){
.kz .kz-table::-webkit-scrollbar-track,.kz pre::-webkit-scrollbar-track{background:Canvas;border:1px solid CanvasText}
.kz .kz-table::-webkit-scrollbar-thumb,.kz pre::-webkit-scrollbar-thumb{background:CanvasText}
}
"""
