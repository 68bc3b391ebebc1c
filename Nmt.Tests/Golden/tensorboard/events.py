# TensorBoard's event file by hand: struct.pack and a bitwise CRC-32C, nothing of TensorFlow.
import struct
def crc(data):
    c = 0xffffffff
    for b in data:
        c ^= b
        for _ in range(8):
            c = (c >> 1) ^ (0x82f63b78 if c & 1 else 0)
    return c ^ 0xffffffff
def masked(data):
    c = crc(data)
    return (((c >> 15) | (c << 17)) + 0xa282ead8) & 0xffffffff
def record(data):
    n = struct.pack('<Q', len(data))
    return n + struct.pack('<I', masked(n)) + data + struct.pack('<I', masked(data))
def value(tag, x): # Summary.Value: 1 tag, 2 simple_value
    v = b'\x0a' + bytes([len(tag)]) + tag.encode() + b'\x15' + struct.pack('<f', x)
    return b'\x0a' + bytes([len(v)]) + v
def event(time, step, rest):
    return b'\x09' + struct.pack('<d', time) + (b'\x10' + step if step else b'') + rest
assert crc(b'123456789') == 0xe3069283
t = 1778051289.25
dev = value('dev/loss', 2.0) + value('dev/perplexity', 7.5) + value('dev/bleu', 31.5)
out = record(event(t, b'', b'\x1a\x0dbrain.Event:2'))
out += record(event(t, b'\xad\x02', b'\x3a\x02\x08\x01'))                       # session start at 301
out += record(event(t, b'\xac\x02', b'\x2a' + bytes([len(dev)]) + dev))          # an evaluation at 300
print(out.hex())
