using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters in the order of registration, this module's before its children's; one that is shared comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr> { IntPtr.Zero };
                foreach (var (name, parameter) in _parameterMap)
                    if (seen.Add(parameter.RawHandle)) yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (childName, child) in _moduleMap)
                    foreach (var (name, parameter) in child.named_parameters(true))
                        if (seen.Add(parameter.RawHandle)) yield return ($"{childName}.{name}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>Persistent buffers only, as TorchSharp lists them.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<IntPtr> { IntPtr.Zero };
                foreach (var (name, (tensor, persistent)) in _bufferMap)
                    if (persistent && seen.Add(tensor.RawHandle)) yield return (name, tensor);
                if (!recurse) yield break;
                foreach (var (childName, child) in _moduleMap)
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.RawHandle)) yield return ($"{childName}.{name}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => _moduleMap.Select(pair => (pair.Key, pair.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, module) in child.named_modules())
                        yield return ($"{childName}.{name}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                _parameterMap.TryGetValue(target, out var parameter) ? parameter : Below(target, out var rest)?.get_parameter(rest);

            public virtual Tensor? get_buffer(string target) =>
                _bufferMap.TryGetValue(target, out var buffer) ? buffer.Tensor : Below(target, out var rest)?.get_buffer(rest);

            /// <summary>Every parameter and persistent buffer under its full name; shared ones under each of their names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(Join(prefix, name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Join(prefix, name), buffer);
                foreach (var (name, child) in _moduleMap) child.state_dict(destination, Join(prefix, name));
                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var target = state_dict();
                var wanted = skip is null ? source.Keys : source.Keys.Where(key => !skip.Contains(key));
                List<string> unexpected = [.. wanted.Where(key => !target.ContainsKey(key))];
                List<string> missing = [.. target.Keys.Where(key => !source.ContainsKey(key) && skip?.Contains(key) != true)];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                using var frozen = no_grad();
                foreach (var key in wanted)
                    if (target.TryGetValue(key, out var tensor)) tensor.copy_(source[key]);
                return (missing, unexpected);
            }

            private static string Join(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

            /// <summary>The child that a dotted name begins with, and the rest of the name.</summary>
            private Module? Below(string target, out string rest)
            {
                int dot = target.IndexOf('.');
                rest = target[(dot + 1)..];
                return dot > 0 && _moduleMap.TryGetValue(target[..dot], out var child) ? child : null;
            }

            // ---- other devices and types ----

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                Move(null, dtype);
                foreach (var (_, child) in named_children()) child._to(dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                Move(new Device(deviceType, deviceIndex), null);
                foreach (var (_, child) in named_children()) child._to(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                Move(device, dtype);
                foreach (var (_, child) in named_children()) child._to(device, dtype, non_blocking);
                return this;
            }

            /// <summary>This module's own tensors keep their wrappers and get new memory, so that fields and optimizers see the moved ones.</summary>
            private void Move(Device? device, ScalarType? dtype)
            {
                if (dtype is { } type && !is_floating_point(type))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={type}");
                if (device is not null && device.type == DeviceType.CUDA && !cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
                using var scope = NewDisposeScope();
                foreach (var tensor in parameters(false).Concat(buffers(false)))
                {
                    tensor.MoveData(device, dtype);
                    tensor.grad?.MoveData(device, dtype);
                }
            }

            internal T Placed<T>(Device? device, ScalarType? dtype) where T : Module
            {
                if (dtype is { } type && type != ScalarType.Float32) _to(type, false);
                if (device is not null && device.type != DeviceType.CPU) _to(device.type, device.index, false);
                return (T)this;
            }
        }
    }
}
