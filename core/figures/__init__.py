"""The figures: arrays in, plotly figures out."""
