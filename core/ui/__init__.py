"""The only rooms of the core that know Streamlit."""
