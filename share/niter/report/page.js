// Makes the figures interactive. Without this script the page shows the drawings.
'use strict';
(() => {
  const narrow = 640;  // px, as in page.css
  document.documentElement.classList.add('scripted');

  // On a narrow screen panels stand below each other.
  function stack(layout, panels) {
    const gap = 0.24 / panels, height = (1 - gap * (panels - 1)) / panels;
    for (let i = 0; i < panels; ++i) {
      const suffix = i === 0 ? '' : String(i + 1);
      const top = 1 - i * (height + gap);
      layout['xaxis' + suffix].domain = [0, 1];
      layout['yaxis' + suffix].domain = [Math.max(0, top - height), top];
    }
    layout.legend.y = 1 + 0.08 / panels;
    layout.font.size = 12;
  }

  function draw(place) {
    const figure = JSON.parse(place.nextElementSibling.textContent);
    const panels = Number(place.dataset.panels);
    if (place.clientWidth < narrow) stack(figure.layout, panels);
    figure.layout.height = place.clientHeight;
    const name = place.parentElement.id.replace('figure-', '');
    Plotly.newPlot(place, figure.data, figure.layout, {
      responsive: true, displaylogo: false, toImageButtonOptions: {format: 'svg', filename: name},
      modeBarButtons: [['zoom2d', 'pan2d', 'zoomIn2d', 'zoomOut2d', 'resetScale2d', 'toImage']],
    });
  }

  // One figure after another, those in view first, so that the page answers at once.
  const places = [...document.querySelectorAll('.live')];
  const distance = (place) => Math.abs(place.getBoundingClientRect().top);
  function drawNext() {
    if (places.length === 0) return;
    places.sort((a, b) => distance(b) - distance(a));
    draw(places.pop());
    setTimeout(drawNext, 0);
  }
  drawNext();

  // Paper has no clicks: everything is open while printing.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach((details) => { details.open = false; }));
})();
