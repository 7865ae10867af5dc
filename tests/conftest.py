"""Networks this small train on one thread: with two, torch mostly waits."""

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    torch.set_num_threads(1)
