"""What is done with imports, with complaints, and with what people know of them."""
