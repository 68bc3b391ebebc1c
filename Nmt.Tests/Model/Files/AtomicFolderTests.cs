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

    [Fact]
    public void Delete_Folder_LeavesNothing()
    {
        AtomicFolder.Write(_folder["target"], temporary => File.WriteAllText(Path.Combine(temporary, "a"), "1"));

        AtomicFolder.Delete(_folder["target"] + Path.DirectorySeparatorChar);

        Assert.Empty(_folder.Entries);
    }

    [Fact]
    public void Recover_WhatKilledProcessesLeft_IsRemovedOrPutBack()
    {
        Directory.CreateDirectory(_folder[".half.12.tmp"]);
        _folder.Write(".file.json.12.tmp", "{");
        AtomicFolder.Write(_folder[".lost.12.old"], temporary => File.WriteAllText(Path.Combine(temporary, "a"), "1"));
        AtomicFolder.Write(_folder[".replaced.12.old"], temporary => File.WriteAllText(Path.Combine(temporary, "a"), "old"));
        AtomicFolder.Write(_folder["replaced"], temporary => File.WriteAllText(Path.Combine(temporary, "a"), "new"));
        _folder.Write(".lock", "");

        AtomicFolder.Recover(_folder.Path);
        AtomicFolder.Recover(_folder["missing"]);

        Assert.Equal([".lock", "lost", "replaced"], _folder.Entries);
        Assert.Equal("1", File.ReadAllText(Path.Combine(_folder["lost"], "a")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(_folder["replaced"], "a")));
    }

    public void Dispose() => _folder.Dispose();
}
