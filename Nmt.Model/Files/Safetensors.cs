using System.Buffers.Binary;
using System.Text.Json;
using Nmt.Model.Errors;
using static TorchSharp.torch;

namespace Nmt.Model.Files;

/// <summary>
/// Tensors by name in the safetensors format (8 bytes of header length, a JSON header, raw little-endian data), which
/// the package of that name reads in Python.
/// </summary>
public static class Safetensors
{
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F32", ScalarType.Float32, 4), ("F64", ScalarType.Float64, 8), ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2), ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Writes tensors, in the order given, to a stream.</summary>
    public static void Write(Stream stream, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        var entries = tensors.ToList();
        var header = Header(entries);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        using var noGradient = no_grad();
        foreach (var (_, tensor) in entries)
        {
            using var scope = NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Reads all tensors of a file onto the CPU. The caller disposes them.</summary>
    /// <exception cref="NmtException">The file is not in the format; the message names what was expected and found.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        var (header, start) = ReadHeader(path, stream);
        Dictionary<string, Tensor> tensors = [];
        try
        {
            foreach (var entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
                tensors.Add(entry.Name, ReadTensor(path, stream, start, entry));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or EndOfStreamException)
        {
            Release();
            throw Damaged(path, $"an entry of the header cannot be read ({e.Message})");
        }
        catch (NmtException)
        {
            Release();
            throw;
        }
        finally
        {
            header.Dispose();
        }

        return tensors;

        void Release()
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
        }
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            writer.WriteStartObject();
            foreach (var (name, tensor) in entries)
            {
                var (type, _, size) = Types.First(type => type.Type == tensor.dtype);
                var end = offset + (tensor.numel() * size);
                writer.WriteStartObject(name);
                writer.WriteString("dtype", type);
                WriteNumbers(writer, "shape", tensor.shape);
                WriteNumbers(writer, "data_offsets", [offset, end]);
                writer.WriteEndObject();
                offset = end;
            }

            writer.WriteEndObject();
        }

        while (buffer.Length % 8 != 0) // the format asks for aligned data
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, long[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static (JsonDocument Header, long Start) ReadHeader(string path, FileStream stream)
    {
        var prefix = new byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw Damaged(path, $"it has {stream.Length} bytes, too few for a header");
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > stream.Length - 8)
            throw Damaged(path, $"its header claims {length} bytes of {stream.Length}");
        var header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            return (JsonDocument.Parse(header), length + 8);
        }
        catch (JsonException e)
        {
            throw Damaged(path, $"its header is not JSON ({e.Message})");
        }
    }

    private static Tensor ReadTensor(string path, FileStream stream, long start, JsonProperty entry)
    {
        var typeName = entry.Value.GetProperty("dtype").GetString();
        var type = Array.Find(Types, type => type.Name == typeName);
        if (type.Name is null)
            throw Damaged(path, $"{entry.Name} has the type {typeName}, which this program does not read");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(number => number.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(number => number.GetInt64())];
        var expected = shape.Aggregate(1L, (product, size) => product * size) * type.Size;
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != expected || start + offsets[1] > stream.Length)
            throw Damaged(path, $"{entry.Name} of shape [{string.Join(", ", shape)}] should have {expected} bytes inside the file, found offsets [{string.Join(", ", offsets)}]");
        var tensor = empty(shape, dtype: type.Type);
        stream.Position = start + offsets[0];
        stream.ReadExactly(tensor.bytes);
        return tensor;
    }

    private static NmtException Damaged(string path, string what) =>
        new($"{path}: expected a safetensors file, but {what}. Copy or train the model again.");
}
