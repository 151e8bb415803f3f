"""Robots that play a day over real HTTP and WebSocket: clients that know nothing of the server but its addresses."""
