"""What follows once a response is sent: proof and recipients, notices, replies, and the public page."""
