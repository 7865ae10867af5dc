"""The house: each folder's name is its import rule (``tests/test_imports.py``).

    maths      BCE, divergences, densities: NumPy alone
    gan        a toy GAN as plain data: settings, targets, recipes, its script
    training   the toy GAN trained, and looked at while it trains: PyTorch
    precision  BCE as PyTorch computes it, in four precisions
    plotting   one look for every figure, and a slider: Plotly
    lessons    one folder a page: figures, words, quoted numbers, code, questions
    ui         what the pages share: Streamlit

``maths`` stands on NumPy; ``gan`` on ``maths``; ``training`` and ``precision`` on those
and torch; ``lessons`` on ``maths``, ``gan`` and ``plotting``, and on torch only inside
functions that are called on demand, so that opening a page never imports it; ``ui`` and
the pages on everything.

A lesson's figures are plain Plotly and work in a notebook:

    from core.lessons.gradients.figures import chain
    chain("saturating").show()
"""
