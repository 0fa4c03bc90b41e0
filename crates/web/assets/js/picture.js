// Saves a drawn page as PNG, which messages and photo albums take. Without this the drawing itself is saved.
for (const link of document.querySelectorAll("a[data-picture]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const drawing = new Image();
      drawing.src = link.href;
      await drawing.decode();
      // 200 dots an inch: a phone reads the codes from it.
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(drawing.naturalWidth * 200 / 96);
      canvas.height = Math.round(drawing.naturalHeight * 200 / 96);
      canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
      const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
      const save = document.createElement("a");
      save.href = URL.createObjectURL(png);
      save.download = link.dataset.picture;
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 60000);
    } catch {
      location.assign(link.href);
    }
  });
}
