using System.Diagnostics;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>Products in a process of its own that allows bfloat16 in them: the library reads that once, when it loads.</summary>
public sealed class FpMathModeTests
{
    [Fact]
    public async Task Products_WhereBfloat16IsAllowed_HaveTheFactorsOrTheirRoundings()
    {
        string[] tests = [typeof(FpMathModeTests).Assembly.Location, "-noLogo", "-noColor", "-class", typeof(ProductRoundingTests).FullName!];
        var start = new ProcessStartInfo("dotnet", tests) { RedirectStandardOutput = true };
        start.Environment[ProductRoundingTests.Variable] = "BF16";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Matches("Total: [1-9]", output);
    }
}
