"""Finding the clause that answers a question: words, concepts, the trained finder, and what it comes to."""
