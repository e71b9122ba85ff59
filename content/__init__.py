"""Words for everybody: terms, questions, the beginner's guide and public pages, one Markdown file each."""
