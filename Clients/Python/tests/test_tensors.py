"""Tensors: taken where they lie, channels first and without being transposed."""

import numpy as np
import pytest
from conftest import needs

import shmview


class Tensor:
    """What a library's tensor is without the library: DLPack alone."""

    def __init__(self, array):
        self._array = array

    def __dlpack__(self, **options):
        return self._array.__dlpack__(**options)

    def __dlpack_device__(self):
        return self._array.__dlpack_device__()


@pytest.mark.parametrize("dtype, name", [
    (np.uint8, "rgb24-planar"), (np.uint16, "rgb48le-planar"), (np.float32, "rgbf32le-planar")])
def test_what_has_dlpack_alone_is_taken(channel, dtype, name):
    array = np.arange(3 * 5 * 7, dtype=dtype).reshape(3, 5, 7)
    channel.publish(Tensor(array))
    with shmview.read("cam") as frame:
        assert frame.format == name and (frame.array == array.transpose(1, 2, 0)).all()
        assert frame.pixels() == array.tobytes(), "the planes stand as they stood"


@pytest.mark.parametrize("make, name", [
    (lambda torch: torch.rand(3, 5, 7), "rgbf32le-planar"),
    (lambda torch: torch.rand(3, 5, 7, requires_grad=True), "rgbf32le-planar"),
    (lambda torch: torch.rand(4, 5, 7), "rgbaf32le-planar"),
    (lambda torch: torch.rand(1, 5, 7), "grayf32le"),
    (lambda torch: torch.rand(5, 7), "grayf32le"),
    (lambda torch: torch.rand(3, 7, 5).transpose(1, 2), "rgbf32le-planar"),
    (lambda torch: torch.rand(3, 10, 14)[:, ::2, ::2], "rgbf32le-planar"),
    (lambda torch: (torch.rand(3, 5, 7) * 255).to(torch.uint8), "rgb24-planar"),
])
def test_torch_tensors_go_as_they_are(channel, make, name):
    needs("torch")
    import torch

    tensor = make(torch)
    expected = tensor.detach().numpy()
    channel.publish(tensor)
    with shmview.read("cam") as frame:
        assert (frame.format, frame.width, frame.height) == (name, 7, 5)
        assert frame.pixels() == np.ascontiguousarray(expected).tobytes()


def test_other_types_of_torch_are_taken(channel):
    needs("torch")
    import torch

    channel.publish(torch.full((5, 7), 0.5, dtype=torch.float16))
    with shmview.read("cam") as frame:
        assert frame.format == "bgrx" and (frame.bgr == 128).all()
    channel.publish(torch.tensor([[True, False]]))
    with shmview.read("cam") as frame:
        assert frame.array.tolist() == [[1, 0]] and frame.range == (0, 1)
    channel.publish(torch.tensor([[-3, 0, 3]]))
    with shmview.read("cam") as frame:
        assert frame.bgr[..., 0].tolist() == [[0, 128, 255]]
    for wrong in (torch.zeros(5, 7, dtype=torch.bfloat16), torch.zeros(5, 7, dtype=torch.complex64),
                  torch.zeros(2, 3, 5, 7)):
        with pytest.raises((TypeError, ValueError)) as refused:
            channel.publish(wrong)
        assert str(wrong.dtype).replace("torch.", "") in str(refused.value)


def test_a_tensor_that_is_not_in_memory_is_refused(channel):
    needs("torch")
    import torch

    with pytest.raises(TypeError, match="not in the CPU's memory"):
        channel.publish(torch.zeros(3, 5, 7, device="meta"))
