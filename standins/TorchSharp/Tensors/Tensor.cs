using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of libtorch's. It belongs to the dispose scope it was made in, or to its finalizer.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        internal Tensor(IntPtr handle, bool register = true)
        {
            RawHandle = handle;
            long live = Interlocked.Increment(ref s_totalCount);
            if (live > s_peakCount) s_peakCount = live;
            if (register) OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        public static long PeakCount => s_peakCount;

        public IntPtr Handle => RawHandle != IntPtr.Zero ? RawHandle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => RawHandle == IntPtr.Zero;

        public string? name { get; set; }

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal IntPtr RawHandle { get; private set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            Interlocked.Decrement(ref s_totalCount);
            var handle = Handle;
            RawHandle = IntPtr.Zero;
            return handle;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (RawHandle == IntPtr.Zero) return;
            DisposeScopeManager.ThreadSingleton.DisposingOnCurrentScope(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref s_totalCount);
            NativeMethods.nmt_free(RawHandle);
            RawHandle = IntPtr.Zero;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null) other?.Attach(this);
            else OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Gives the native tensor to another wrapper.</summary>
        internal IntPtr MoveHandle()
        {
            var handle = RawHandle;
            RawHandle = IntPtr.Zero;
            return handle;
        }

        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public bool Equals(Tensor target) => Aten.Truth("equal", this, target);

        public override int GetHashCode() => base.GetHashCode();

        public override string ToString() =>
            IsInvalid ? "[disposed]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        // ---- what it is ----

        public long dim() => NativeMethods.nmt_dim(Handle);

        public long ndim => dim();

        public long Dimensions => dim();

        public long NumberOfElements => NativeMethods.nmt_numel(Handle);

        public long numel() => NumberOfElements;

        public long ElementSize => NativeMethods.nmt_element_size(Handle);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)NativeMethods.nmt_dtype(Handle);

        public DeviceType device_type => (DeviceType)NativeMethods.nmt_device_type(Handle);

        public int device_index => NativeMethods.nmt_device_index(Handle);

        public Device device => device_type == DeviceType.CPU ? new Device(DeviceType.CPU) : new Device(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => NativeMethods.nmt_is_contiguous(Handle) != 0;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_nonzero() => numel() == 1
            ? Aten.Truth("is_nonzero", this)
            : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        public long storage_offset() => NativeMethods.nmt_storage_offset(Handle);

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* first = sizes) NativeMethods.nmt_shape(Handle, first, null);
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = shape;
            return sizes[dim < 0 ? dim + sizes.Length : dim];
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* first = strides) NativeMethods.nmt_shape(Handle, null, first);
            return strides;
        }

        public long stride(int dim)
        {
            var strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        internal IntPtr DataPointer
        {
            get
            {
                NativeMethods.Check(NativeMethods.nmt_data(Handle, out var data));
                return data;
            }
        }
    }
}
