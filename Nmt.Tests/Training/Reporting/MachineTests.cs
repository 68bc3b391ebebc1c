using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class MachineTests
{
    private const string Kernel = "OPENBLAS_CORETYPE", Mode = "ONEDNN_DEFAULT_FPMATH_MODE", Older = "DNNL_DEFAULT_FPMATH_MODE";

    [Theory]
    [InlineData("OPENBLAS_CORETYPE not set")]
    [InlineData("OPENBLAS_CORETYPE Haswell", Kernel, "Haswell")]
    [InlineData("OPENBLAS_CORETYPE not set, products may round to bfloat16", Mode, "bf16")]
    [InlineData("OPENBLAS_CORETYPE not set, products may round to bfloat16", Mode, "ANY", Older, "STRICT")]
    [InlineData("OPENBLAS_CORETYPE not set, products may round to bfloat16", Mode, "", Older, "BF16")]
    [InlineData("OPENBLAS_CORETYPE not set", Mode, "STRICT", Older, "BF16")]
    [InlineData("OPENBLAS_CORETYPE not set", Mode, "TF32")]
    public void Settings_OfTheEnvironment_AreNamedWhereTheyChangeResults(string expected, params string[] variables)
    {
        var set = variables.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(expected, Machine.Settings(name => set.GetValueOrDefault(name)));
    }
}
