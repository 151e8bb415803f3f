"""Search over what everybody in a workshop may see: problems, cards, complaints."""
