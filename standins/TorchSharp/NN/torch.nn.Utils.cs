namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their joint norm is at most <paramref name="max_norm"/>; gives the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                double norm = stack(gradients.Select(gradient => gradient.norm((float)norm_type))).norm((float)norm_type).ToDouble();
                double scale = max_norm / (norm + 1e-6);
                if (scale < 1) foreach (var gradient in gradients) gradient.mul_(scale);
                return norm;
            }

            public static Tensor parameters_to_vector(IEnumerable<Modules.Parameter> tensors) =>
                cat(tensors.Select(parameter => parameter.view(-1)).ToArray());
        }
    }
}
