using System.Diagnostics;
using Nmt.Tests.Fakes;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class SourceCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Describe_Checkout_IsItsCommitAndWhetherItWasChanged()
    {
        _folder.Write("Nmt.sln", "");
        Git("init", "--quiet");
        Git("add", "Nmt.sln");
        Git("-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "--message", "first");
        var deep = Directory.CreateDirectory(Path.Combine(_folder.Path, "bin", "Release")).FullName;

        var clean = SourceCommit.Describe(deep);
        _folder.Write("Nmt.sln", "changed");

        Assert.Matches("^[0-9a-f]{12}$", clean);
        Assert.Equal($"{clean}-dirty", SourceCommit.Describe(deep));
    }

    [Theory]
    [InlineData("1.0.0+0123456789abcdef", "0123456789ab-dirty", "0123456789ab-dirty")]
    [InlineData("1.0.0+0123456789abcdef", "ffffffffffff", "0123456789ab, the checkout is at ffffffffffff")] // pulled or committed, not built again
    [InlineData("1.0.0+0123456789abcdef", "none", "0123456789ab")] // installed somewhere
    [InlineData("1.0.0", "ffffffffffff", "ffffffffffff")]
    [InlineData(null, "none", "none")]
    public void Of_BuiltAndCheckout_IsWhatWasBuilt(string? built, string checkout, string expected) =>
        Assert.Equal(expected, SourceCommit.Of(built, checkout));

    [Fact]
    public void Describe_NoCheckout_IsNone()
    {
        Assert.Equal("none", SourceCommit.Describe(_folder.Path));

        _folder.Write("Nmt.sln", ""); // unpacked from an archive
        Assert.Equal("none", SourceCommit.Describe(_folder.Path));
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", _folder.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
