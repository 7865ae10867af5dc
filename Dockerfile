# docker build -t bce . && docker run -p 8501:8501 bce
#
# A plain installation of torch on Linux brings several GB of CUDA that this app never
# uses. PyTorch's own start page names the index of its CPU builds; given as
#   docker build --build-arg PIP_EXTRA_INDEX_URL=... -t bce .
# it is taken from there instead: the same pinned version, a far smaller image.

FROM python:3.11-slim
ARG PIP_EXTRA_INDEX_URL
# Every answer is a new thread, and glibc keeps up to eight heaps a core for them: after
# 190 visits the process held 504 MB with two, 541 MB without this.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app

COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY app.py server.py ./
COPY .streamlit .streamlit/
COPY core core/
COPY pages pages/
# Plotly.js and the figures' script are put in place now, so that the app needs no right
# to write at all.
RUN python -c "from core.ui import served; served.put()" \
    && useradd --create-home reader
USER reader

EXPOSE 8501
HEALTHCHECK --start-period=20s CMD ["python", "-c", \
    "import urllib.request as ask; ask.urlopen('http://127.0.0.1:8501/_stcore/health')"]
# Told no name of its own, Streamlit asks another host for this one's address.
CMD ["streamlit", "run", "server.py", "--server.address=0.0.0.0", "--server.port=8501", \
    "--server.headless=true", "--browser.serverAddress=localhost"]
