"""What services call the counts of a list, without signs and in lower case."""

TOTALS = (
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalelements",
    "totalrecords",
    "recordstotal",
    "odatacount",
)
"""How many entries there are on all pages."""
ALL_PAGES = ("totalpages", "lastpage", "pagecount", "pages")
"""How many pages there are."""
