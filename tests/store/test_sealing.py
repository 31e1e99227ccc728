"""The primitives, and that the product's own costs are what the documents promise."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import InsufficientMemoryError, KeyFileDamagedError
from asiakasrekisteri.store.sealing import (
    PRODUCT_POLICY,
    KdfParameters,
    KdfPolicy,
    seal,
    seal_to,
    stretch,
    stretch_new,
    unseal,
    unseal_with,
)

KEY = bytes(range(32))


def test_the_product_stretches_with_256_mib_and_never_below_64() -> None:
    assert PRODUCT_POLICY.preferred == KdfParameters(passes=3, memory_kib=256 * 1024, lanes=4)
    assert PRODUCT_POLICY.fallback() == KdfParameters(passes=3, memory_kib=64 * 1024, lanes=4)
    for cheap in (KdfParameters(3, 64 * 1024 - 1, 4), KdfParameters(2, 256 * 1024, 4), KdfParameters(3, 2**22, 4)):
        with pytest.raises(KeyFileDamagedError):
            PRODUCT_POLICY.require(cheap)
    assert PRODUCT_POLICY.require(PRODUCT_POLICY.fallback()) == PRODUCT_POLICY.fallback()
    assert PRODUCT_POLICY.is_weak(PRODUCT_POLICY.fallback())
    assert not PRODUCT_POLICY.is_weak(PRODUCT_POLICY.preferred)


def test_the_stretching_is_argon2id_of_rfc_9106() -> None:
    # Section 5.3 uses a secret and associated data that the library's simple call leaves out; this is the reference
    # program's own vector: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    expected = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    assert stretch(b"password", b"somesalt", KdfParameters(2, 2**16, 1)).hex() == expected


def test_a_machine_without_the_memory_gets_the_floor() -> None:
    greedy = KdfPolicy(preferred=KdfParameters(1, 2**32 - 1, 1), floor=KdfParameters(1, 8, 1))
    key, cost = stretch_new(b"salasana", bytes(16), greedy)
    assert cost == KdfParameters(1, 8, 1)
    assert key == stretch(b"salasana", bytes(16), cost)
    with pytest.raises(InsufficientMemoryError):
        stretch(b"salasana", bytes(16), greedy.preferred)


@given(plain=st.binary(max_size=100), context=st.binary(max_size=40))
def test_what_is_sealed_opens_only_with_its_key_in_its_context(plain: bytes, context: bytes) -> None:
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    assert unseal(KEY, seal(KEY, plain, context), context) == plain
    assert unseal_with(private, seal_to(public, plain, context), context) == plain
    with pytest.raises(InvalidTag):
        unseal(KEY, seal(KEY, plain, context), context + b"x")
    with pytest.raises(InvalidTag):
        unseal(bytes(32), seal(KEY, plain, context), context)
    with pytest.raises(InvalidTag):
        unseal_with(private, seal_to(public, plain, context), context + b"x")
    with pytest.raises(InvalidTag):
        unseal_with(X25519PrivateKey.generate(), seal_to(public, plain, context), context)
