"""The PyTorch code that pages show, run and print: see ``core.ui.snippet``.

Each function imports torch itself, so that no page pays for torch before it runs code.
"""
