"""What the HTML pages share: templates, colours, formats of numbers and names."""
