"""What ketcli needs of the machine: places of files, whole writing of them, the standard streams, the pager.

It knows nothing of facts or answers.  Everybody may use it.
"""
