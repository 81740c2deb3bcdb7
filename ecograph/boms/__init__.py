"""Bills of materials of models: what they were made from, under which licences."""
