"""What a fact base is: its nouns, read from a file, and what may be wrong with it by itself.

Bytes of YAML or JSON come in; a Dataset goes out, or every defect with its rule, file and line.  It knows neither
documents nor index.
"""
