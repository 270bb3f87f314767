"""What the sources say: their sentences, the passages that the facts are pinned to, and which sentences none cites.

A Dataset and a folder of texts come in; verdicts and problems go out.  Only ``check`` and ``show`` ask for it.
"""
