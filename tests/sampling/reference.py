"""Draws the contract's uniforms independently of the program (docs/draw-contract.md).

    python3 tests/sampling/reference.py SEED STREAM BLOCK INDEX...

prints the bits of u(seed, stream, 1024 * BLOCK + INDEX), one to a line.
"""
import hashlib
import struct
import sys

M = (1 << 64) - 1


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & M


def state(seed, stream, block, lane):
    digest = hashlib.sha256(b"vendepunkt draw contract 1\0" + struct.pack("<Q", seed) + stream.encode()).digest()
    v0, v1, v2, v3 = struct.unpack("<4Q", digest)
    v2 ^= block
    v3 ^= lane
    for _ in range(8):  # SipRound
        v0 = (v0 + v1) & M; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
        v2 = (v2 + v3) & M; v3 = rotl(v3, 16) ^ v2
        v0 = (v0 + v3) & M; v3 = rotl(v3, 21) ^ v0
        v2 = (v2 + v1) & M; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
    return [v0, v1, v2, v3]


def words(s):
    while True:  # xoshiro256++
        yield (rotl((s[0] + s[3]) & M, 23) + s[0]) & M
        t = (s[1] << 17) & M
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45)


def uniform(seed, stream, block, index):
    source = words(state(seed, stream, block, index % 8))
    for _ in range(index // 8):
        next(source)
    return ((next(source) >> 12) + 0.5) / 2**52


if __name__ == "__main__":
    seed, stream, block = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for index in sys.argv[4:]:
        print(struct.unpack("<Q", struct.pack("<d", uniform(seed, stream, block, int(index))))[0])
