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
    [InlineData("", "too few")]
    [InlineData("\u0010\0\0\0\0\0\0\0{}", "claims 16 bytes")]
    [InlineData("\u0005\0\0\0\0\0\0\0hello", "not JSON")]
    [InlineData("\u003f\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}       ....", "should have 16 bytes")]
    [InlineData("\u0033\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"Q4\",\"shape\":[],\"data_offsets\":[0,1]}}", "type Q4")]
    [InlineData("\u0013\0\0\0\0\0\0\0{\"a\":{\"shape\":[1]}}", "cannot be read")]
    public void Read_OfADamagedFile_NamesFileAndFault(string content, string fault)
    {
        var path = _folder["bad.safetensors"];
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));

        var error = Assert.Throws<NmtException>(() => Safetensors.Read(path));

        Assert.Contains(path, error.Message);
        Assert.Contains(fault, error.Message);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scopes.Dispose();
    }
}
