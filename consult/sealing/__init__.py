"""Keys, return numbers and sealed payloads: the only room that meets a secret."""
