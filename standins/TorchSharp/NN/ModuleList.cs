using System.Collections;
using System.Globalization;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules registered as "0", "1", ...</summary>
        public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
        {
            private readonly List<T> _list = [];
            private bool _registered;

            public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => _list.AddRange(modules);

            public int Count => _list.Count;

            public bool IsReadOnly => false;

            public T this[int index]
            {
                get => _list[index];
                set => _list[index] = value;
            }

            protected override void RegisterComponents()
            {
                if (_registered) return;
                for (int i = 0; i < _list.Count; i++) register_module(i.ToString(CultureInfo.InvariantCulture), _list[i]);
                _registered = true;
            }

            public void Add(T item) => _list.Add(item);

            public void append(params T[] parameters) => _list.AddRange(parameters);

            public void extend(IEnumerable<T> modules) => _list.AddRange(modules);

            public void Clear() => _list.Clear();

            public bool Contains(T item) => _list.Contains(item);

            public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

            public int IndexOf(T item) => _list.IndexOf(item);

            public void Insert(int index, T item) => _list.Insert(index, item);

            public bool Remove(T item) => _list.Remove(item);

            public void RemoveAt(int index) => _list.RemoveAt(index);

            public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }

        /// <summary>Modules registered under names of their own, in the order they were added.</summary>
        public class ModuleDict<T> : torch.nn.Module, IEnumerable<(string, T)> where T : torch.nn.Module
        {
            private readonly OrderedDictionary<string, T> _map = [];
            private bool _registered;

            public ModuleDict() : base(nameof(ModuleDict<T>))
            {
            }

            public int Count => _map.Count;

            public ICollection<string> Keys => _map.Keys;

            public ICollection<T> Values => _map.Values;

            public T this[string key]
            {
                get => _map[key];
                set => _map[key] = value;
            }

            protected override void RegisterComponents()
            {
                if (_registered) return;
                foreach (var (key, module) in _map) register_module(key, module);
                _registered = true;
            }

            public void Add((string, T) item) => _map.Add(item.Item1, item.Item2);

            public void Add(string key, T value) => _map.Add(key, value);

            public bool ContainsKey(string key) => _map.ContainsKey(key);

            public IEnumerator<(string, T)> GetEnumerator() => _map.Select(pair => (pair.Key, pair.Value)).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }

        /// <summary>Modules one after another, each fed with what the one before gave.</summary>
        public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> _stages = [];

            internal Sequential(IEnumerable<(string Name, torch.nn.Module<torch.Tensor, torch.Tensor> Module)> modules) : base(nameof(Sequential))
            {
                foreach (var (name, module) in modules) append(name, module);
            }

            public int Count => _stages.Count;

            public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => _stages[index];

            public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
                append(_stages.Count.ToString(CultureInfo.InvariantCulture), module);

            public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
            {
                var stage = (torch.nn.Module<torch.Tensor, torch.Tensor>)module;
                _stages.Add(stage);
                register_module(name, stage);
                return this;
            }

            public override torch.Tensor forward(torch.Tensor tensor)
            {
                if (_stages.Count == 0) return tensor.alias();
                var flowing = _stages[0].call(tensor);
                foreach (var stage in _stages.Skip(1))
                {
                    var before = flowing;
                    flowing = stage.call(before);
                    before.Dispose();
                }
                return flowing;
            }

            protected override void RegisterComponents()
            {
                // The stages were registered as they came.
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var map = new Modules.ModuleDict<T>();
                foreach (var entry in modules) map.Add(entry);
                return map;
            }

            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(modules.Select((module, i) => (i.ToString(CultureInfo.InvariantCulture), module)));
        }
    }
}
