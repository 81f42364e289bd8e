"""Pages: thin blueprints over the services, and what all share: branding, languages, headers, errors."""
