"""Files of Postman's version 1, in the shape of v2.1: what they send is what newman sends for a file that Postman has converted."""
