"""Photos that people send: taken apart, drawn anew and kept outside of what the web server gives away."""
