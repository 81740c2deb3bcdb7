"""What the HTML pages share: templates, colours, numbers in words."""
