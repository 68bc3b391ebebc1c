using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Training.Presets;

/// <summary>How fast a device multiplies matrices of the sizes that a recurrent network has.</summary>
internal static class MatrixSpeed
{
    private const int Rows = 1024;
    private const int Inner = 512;
    private const int Columns = 2048;

    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(200);

    /// <summary>Multiplications and additions a second, over a fifth of a second and the threads in use.</summary>
    public static double Measure(Device device, TimeProvider time)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Tensor left = ones([Rows, Inner], dtype: ScalarType.Float32, device: device);
        Tensor right = ones([Inner, Columns], dtype: ScalarType.Float32, device: device);
        Multiply(left, right); // what is set up once is not the speed

        long start = time.GetTimestamp();
        long products = 0;
        TimeSpan elapsed;
        do
        {
            Multiply(left, right);
            products++;
            elapsed = time.GetElapsedTime(start);
        }
        while (elapsed < Enough);

        return 2.0 * Rows * Inner * Columns * products / elapsed.TotalSeconds;
    }

    // A GPU works on behind our back; reading a number waits for it.
    private static void Multiply(Tensor left, Tensor right)
    {
        using Tensor product = left.matmul(right);
        using Tensor corner = product[0, 0];
        corner.ToSingle();
    }
}
