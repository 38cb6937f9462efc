"""Papers made from a plan: letters, extracts, drafts of acts, reports. `catalogue.PAPERS` lists them."""
