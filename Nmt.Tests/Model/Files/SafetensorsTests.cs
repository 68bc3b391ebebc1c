using System.Text;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Files;

public sealed class SafetensorsTests : IDisposable
{
    private readonly DisposeScopes _scopes = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_OfWhatWasWritten_GivesTheSameTensors()
    {
        var path = _folder["a.safetensors"];
        (string, Tensor)[] tensors =
        [
            ("weights", randn(3, 4)), ("scalar", tensor(2.5f)), ("ids", tensor(new long[] { 1, -2, 3 })),
            ("flags", tensor(new[] { true, false })), ("transposed", randn(2, 5).t()), ("bytes", tensor(new byte[] { 1, 255 })),
            ("half", randn(4).to(bfloat16)),
        ];
        using (var stream = File.Create(path))
            Safetensors.Write(stream, tensors);

        var found = Safetensors.Read(path);

        Assert.Equal(tensors.Length, found.Count);
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(expected.dtype, found[name].dtype);
            Assert.Equal(expected.shape, found[name].shape);
            Assert.True(expected.contiguous().bytes.SequenceEqual(found[name].bytes), name);
        }
    }

    [Theory]
    [InlineData("{}", 99, "claims 99 bytes")]
    [InlineData("hello", 5, "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", null, "should have 16 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,2]}}""", null, "should have 16 bytes")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[],"data_offsets":[0,1]}}""", null, "type Q4")]
    [InlineData("""{"a":{"shape":[1]}}""", null, "cannot be read")]
    public void Read_OfADamagedFile_NamesFileAndFault(string header, int? length, string fault)
    {
        var path = _folder["bad.safetensors"];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)(length ?? header.Length)), .. Encoding.ASCII.GetBytes(header), 1, 2, 3, 4]);

        var error = Assert.Throws<NmtException>(() => Safetensors.Read(path));

        Assert.Contains(path, error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public void Read_OfATruncatedFile_NamesIt()
    {
        var path = _folder.Write("short.safetensors", "abc");
        Assert.Contains("too few", Assert.Throws<NmtException>(() => Safetensors.Read(path)).Message);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scopes.Dispose();
    }
}
