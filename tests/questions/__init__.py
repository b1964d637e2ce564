"""Questions the answers are measured on; none of them is in the data that the finder is made from."""
