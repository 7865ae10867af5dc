"""What a page computes: the maths called, the figure filled. No Streamlit here.

``from core.scenes.bce_curve import costs; costs(1.0).show()`` works in a notebook.
"""
