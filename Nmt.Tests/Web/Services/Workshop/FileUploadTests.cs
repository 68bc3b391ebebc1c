using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class FileUploadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nmt-upload-");

    private string Target => Path.Combine(_folder.FullName, "stored.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Save_WholeFile_IsThereWithItsLength()
    {
        List<long> told = [];
        long bytes = await WorkshopBench.File("a.txt", "Hello\n").SaveAsync(Target, 100, told.Add, CancellationToken.None);
        Assert.Equal(6, bytes);
        Assert.Equal("Hello\n", await File.ReadAllTextAsync(Target));
        Assert.Equal([6L], told);
    }

    [Fact]
    public async Task Save_Empty_IsRefusedAndLeavesNothing()
    {
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => WorkshopBench.File("a.txt", "").SaveAsync(Target, 100, null, CancellationToken.None));
        Assert.Contains("a.txt is empty", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Save_LongerThanSaid_IsRefusedAndLeavesNothing()
    {
        var liar = new FileUpload("a.txt", 5, _ => new MemoryStream(new byte[500]));
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => liar.SaveAsync(Target, 100, null, CancellationToken.None));
        Assert.Contains("larger than 100 bytes", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Save_BrowserGoesAway_SaysSoAndLeavesNothing()
    {
        var broken = new FileUpload("../a.txt", 5, _ => throw new IOException("The circuit is gone."));
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => broken.SaveAsync(Target, 100, null, CancellationToken.None));
        Assert.Equal("a.txt could not be stored: The circuit is gone.", fault.Message);
        Assert.Empty(_folder.GetFiles());
    }
}
