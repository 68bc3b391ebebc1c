using Nmt.Model.Files;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Files;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Write_OverAnOlderFolder_ReplacesItWhole()
    {
        var path = Path.Combine(_folder["deep"], "target");
        AtomicFolder.Write(path, temporary => File.WriteAllText(Path.Combine(temporary, "old"), "1"));
        AtomicFolder.Write(path, temporary => File.WriteAllText(Path.Combine(temporary, "new"), "2"));

        Assert.Equal(["new"], Directory.GetFileSystemEntries(path).Select(Path.GetFileName));
        Assert.Equal(["target"], Directory.GetFileSystemEntries(_folder["deep"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOlderFolderAndNothingElse()
    {
        var path = _folder["target"];
        AtomicFolder.Write(path, temporary => File.WriteAllText(Path.Combine(temporary, "old"), "1"));

        Assert.Throws<IOException>(() => AtomicFolder.Write(path, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "new"), "2");
            throw new IOException("No space left on device");
        }));

        Assert.Equal(["old"], Directory.GetFileSystemEntries(path).Select(Path.GetFileName));
        Assert.Equal(["target"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();
}
