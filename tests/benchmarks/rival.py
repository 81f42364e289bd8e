"""BERTopic, as it comes, on documents and ready vectors. Run with the environment that `make rivals` makes.

python tests/benchmarks/rival.py DOCUMENTS.npz. It imports nothing of this project.
"""

import json
import sys
import time


def main(path: str) -> None:
    """Fit and print as JSON how long the import and the fit took, and what came out."""
    started = time.perf_counter()
    import numpy as np  # noqa: PLC0415
    from bertopic import BERTopic  # noqa: PLC0415

    imported = time.perf_counter()
    ready = np.load(path)
    topics, _ = BERTopic(language="multilingual").fit_transform(ready["documents"].tolist(), ready["vectors"])
    fitted = time.perf_counter()
    outliers = sum(topic == -1 for topic in topics) / len(topics)
    said = {"import": imported - started, "fit": fitted - imported}
    print(json.dumps({**said, "topics": len(set(topics)) - 1, "outliers": outliers}))


if __name__ == "__main__":
    main(sys.argv[1])
