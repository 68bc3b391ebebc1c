using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Web.Api;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class TranslatedFilesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TranslatedFiles _files;

    public TranslatedFilesTests() =>
        _files = new TranslatedFiles(Options.Create(new ApiOptions { FileMinutes = 10, FilesBytes = 2_000 }), _time);

    [Fact]
    public void Find_Id_GivesTheFileUntilItsTimeIsOver()
    {
        string id = _files.Add(Sized(10));
        Assert.Equal(10, _files.Find(id)?.Content.Length);
        Assert.Null(_files.Find(id[..^1]));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(_files.Find(id));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_files.Find(id));
    }

    [Fact]
    public void Add_BeyondTheMemory_TheOldestGo()
    {
        string first = _files.Add(Sized(900));
        string second = _files.Add(Sized(900));
        string third = _files.Add(Sized(900));
        Assert.Null(_files.Find(first));
        Assert.NotNull(_files.Find(second));
        Assert.NotNull(_files.Find(third));
    }

    [Fact]
    public void Add_LargerThanTheMemory_IsKeptUntilTheNext()
    {
        string large = _files.Add(Sized(3_000));
        Assert.NotNull(_files.Find(large));
        _files.Add(Sized(1));
        Assert.Null(_files.Find(large));
    }

    [Fact]
    public void Add_SameFileTwice_HasTwoIds() => Assert.NotEqual(_files.Add(Sized(1)), _files.Add(Sized(1)));

    private static TranslatedFile Sized(int bytes) => new("a.txt", "text/plain", new byte[bytes]);
}
